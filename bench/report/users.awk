# An export of users, the same at every run.
BEGIN {
  split("Priya Tomasz Margaret Eleanor Nikhil Petra Zoë Łukasz Ana Chidi Wei Fatima Jonas Ingrid Omar Siobhán", first, " ")
  split("Raman Zieliński Osei Price Bhatt Vogel Okafor Nowak Ruiz Lindqvist Haddad Byrne Chen Moreau Tanaka Silva", last, " ")
  print "id,email,name,type,status,created_at,last_login_at"
  for (i = 0; i < rows; i++)
    printf "usr_%06d,user%05d@calcbridge.example,%s %s,%s,%s,20%d-%02d-%02dT%02d:%02d:00Z,2024-03-%02dT%02d:%02d:%02dZ\n",
      i, i, first[i * 7 % 16 + 1], last[(int(i / 16) * 5 + i) % 16 + 1], i % 40 == 7 ? "service" : "person",
      i % 9 ? "active" : "deactivated", 19 + i % 5, i % 12 + 1, i % 28 + 1, i % 24, i * 7 % 60,
      i * 3 % 31 + 1, i * 5 % 24, i * 11 % 60, i * 13 % 60
}

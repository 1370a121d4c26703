// Zip

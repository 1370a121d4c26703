// CRE2Shim

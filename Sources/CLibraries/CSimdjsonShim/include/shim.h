// CSimdjsonShim

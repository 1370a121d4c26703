// loaded objects

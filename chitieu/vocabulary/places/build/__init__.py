"""How the registry is made; nothing here is imported when it is used."""

"""The one web server that every neighbour hangs its routes on."""

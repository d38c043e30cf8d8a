module example.invalid/astro

go 1.26.1

require github.com/astronomer/astro-cli v1.41.0

require github.com/docker/compose/v2 v2.31.0 // indirect

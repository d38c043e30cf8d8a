module example.invalid/astro

go 1.26.1

require github.com/astronomer/astro-cli v1.41.0

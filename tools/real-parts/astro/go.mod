// What lies in left-out/ stands in for packages and files of the same path: the engine of docker compose, which brings the
// clients of Kubernetes and BuildKit (it runs `astro dev start`), and the command `astro api`.
module example.invalid/astro

go 1.26.1

require github.com/astronomer/astro-cli v1.41.0

require github.com/docker/compose/v2 v2.31.0 // indirect

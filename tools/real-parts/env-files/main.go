// Reads what docker reads, with its own libraries, and prints JSON.
// `env-files compose FILE...`: the services of a project made of these compose files, merged, with their `env_file`s resolved.
// `env-files docker FILE`: the variables of `docker run --env-file FILE`.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/docker/cli/pkg/kvfile"
)

func main() {
	log.SetFlags(0)
	answer, err := read(os.Args[1], os.Args[2:])
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		log.Fatal(err)
	}
}

func read(as string, files []string) (any, error) {
	if as == "docker" {
		lines, err := kvfile.Parse(files[0], os.LookupEnv)
		variables := map[string]string{}
		for _, line := range lines {
			name, value, _ := strings.Cut(line, "=")
			variables[name] = value
		}
		return variables, err
	}
	options, err := cli.NewProjectOptions(files, cli.WithName("project"), cli.WithOsEnv)
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}

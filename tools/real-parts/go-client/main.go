// Writes secrets as Go importers do: for each one it looks up the mount, then writes, one after the other.
// `go-client MOUNT < secrets.tsv` with BAO_ADDR and BAO_TOKEN; a line is a path, a tab and the value.
package main

import (
	"bufio"
	"log"
	"os"
	"strings"

	"github.com/openbao/openbao/api/v2"
)

func main() {
	client, err := api.NewClient(nil)
	if err != nil {
		log.Fatal(err)
	}
	mount := os.Args[1]
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		path, value, _ := strings.Cut(lines.Text(), "\t")
		if _, err := client.Logical().Read("sys/internal/ui/mounts/" + mount); err != nil {
			log.Fatal(err)
		}
		body := map[string]any{"data": map[string]any{"value": value}}
		if _, err := client.Logical().Write(mount+"/data/"+path, body); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

#!/usr/bin/env bash
# request-deletion.sh - the last resort: write the list of contacts that the platform's staff is to
# delete for good, with their message history; their whole records are backed up first
#
#     request-deletion.sh EXPORT FOLDER > REST
#
# FOLDER gets removal-request.csv, to be sent to the platform's staff, and purged.csv.gz (or
# purged.ndjson.gz), the backup. REST is the export without these contacts: nothing to import,
# they are not gone from the platform before its staff has deleted them. In a run, which keeps
# request and backup itself, EXPORT is the only operand.
set -euo pipefail

### the policy
doomed='group_list has "ARCHIVED" and last_contacted < today - 5 years'
# or a list of your own:  doomed='customer_id in file("delete.csv", customer_id)'
most=100 # more contacts than that are refused

### what it does
export=${1-}
folder=${2-}
[[ -n $export && -n $folder${ROSTER_RUN-} ]] || { echo 'usage: request-deletion.sh EXPORT FOLDER > REST' >&2; exit 2; }
kind=csv
[[ $export != *.ndjson* ]] || kind=ndjson

roster purge --where "$doomed" --max-changes "$most" "$export" \
	${folder:+--backup "$folder/purged.$kind.gz" --request "$folder/removal-request.csv"}

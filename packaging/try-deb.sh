#!/bin/sh
# try-deb.sh - install the package in a clean Debian, clean an export there, take it away again
#
#     sh packaging/try-deb.sh build/deb/roster_*.deb [FOLDER]
#
# As root. FOLDER is a Debian without roster, which is made if it is not there, and stays; without it
# one is made and removed.
set -eu
deb=$1
distribution=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
if [ $# -gt 1 ]; then
	root=$2
else
	root=$(mktemp -d)
	trap 'rm -rf "$root"' EXIT
fi
log=$(mktemp)
[ -e "$root/usr" ] || debootstrap --variant=minbase "$distribution" "$root" >"$log" 2>&1 || {
	tail -n 5 "$log" >&2
	exit 1
}
rm -f "$log"

# inside COMMAND: as a user of the new Debian types it
inside() { chroot "$root" env -i HOME=/root TERM=dumb PATH=/usr/bin:/bin:/usr/sbin:/sbin sh -ec "$1"; }

cp "$deb" "$root/tmp/roster.deb"
inside 'find / -xdev \( -path /proc -o -path /sys -o -path /var -o -path /tmp \) -prune -o -print | sort >/tmp/before'
inside 'apt-get -q install -y --no-install-recommends /tmp/roster.deb' >/dev/null 2>&1
echo 'installed:'
inside 'roster --version; dpkg -s roster | grep ^Depends'
echo 'the demo:'
inside 'rm -rf /root/*; cd /root; sh /usr/share/roster/pipelines/demo.sh'
echo 'an export with other column names, cleaned, looked at, and undone:'
inside 'cd /root
	printf "Student No;Mobile;Last Seen;OK;Lists\n0012;+13035550100;2020-01-01;TRUE;\"A;B\"\n0013;+13035550101;2026-11-01;TRUE;A\n" >export.csv
	set -- --delimiter ";" --column "customer_id=Student No"
	roster tag-archive --where "last_contacted < 2025-05-24" "$@" --column group_list=Lists \
		--column "last_contacted=Last Seen" --journal a.ndjson export.csv >cleaned.csv
	cat cleaned.csv
	roster diff "$@" export.csv cleaned.csv || [ $? -eq 1 ]
	roster patch a.ndjson --reverse --quiet "$@" cleaned.csv | cmp - export.csv && echo undone'
inside 'roster help select | head -n 1'
inside 'apt-get -q purge -y --autoremove roster' >/dev/null 2>&1
inside 'rm -r /root/*; find / -xdev \( -path /proc -o -path /sys -o -path /var -o -path /tmp \) -prune -o -print | sort >/tmp/after; diff /tmp/before /tmp/after' &&
	echo 'removed: nothing is left'

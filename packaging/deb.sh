#!/bin/sh
# deb.sh - a Debian package of what was built, in $BUILD/deb; called by make deb
#
# dpkg-deb alone, because one executable, its pages and its scripts need nothing of debhelper.
set -eu
cd "$(dirname "$0")/.."
root=$BUILD/deb/root
name=roster_${VERSION}_$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date -r Makefile +%s)}
export SOURCE_DATE_EPOCH
author=$(git log -1 --format='%an <%ae>' 2>/dev/null || echo 'roster <roster@roster.invalid>')
maintainer=${DEBEMAIL:+${DEBFULLNAME:-roster} <$DEBEMAIL>}
maintainer=${maintainer:-$author}

rm -rf "$BUILD/deb"
mkdir -p "$root/DEBIAN" "$root/usr/share/doc/roster"
# Debian's zsh looks for completions of packages in a folder of its own
$MAKE -s install DESTDIR="$root" PREFIX=/usr ZSH_COMPLETIONS="$root/usr/share/zsh/vendor-completions"
strip --remove-section=.comment --remove-section=.note "$root/usr/bin/roster"
find "$root/usr/share/man" -type f -exec gzip -9n {} +

{
	echo 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/'
	echo 'Upstream-Name: roster'
	echo
	echo 'Files: *'
	echo "Copyright: $(sed -n 's/^Copyright (c) //p' LICENSE)"
	echo 'License: ISC'
	sed '1,/^Copyright/d; /./!d; s/^/ /' LICENSE
} >"$root/usr/share/doc/roster/copyright"
{
	echo "roster ($VERSION) unstable; urgency=medium"
	echo
	echo '  * What changed is in the history of the sources.'
	echo
	echo " -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")"
} | gzip -9n >"$root/usr/share/doc/roster/changelog.gz"

# dpkg-shlibdeps wants the file that it reads where a source package has it
mkdir -p "$BUILD/deb/debian"
printf 'Source: roster\n\nPackage: roster\nArchitecture: any\n' >"$BUILD/deb/debian/control"
libraries=$(cd "$BUILD/deb" && dpkg-shlibdeps -O root/usr/bin/roster 2>/dev/null | sed 's/^shlibs:Depends=//')
size=$(du -k -s --apparent-size "$root/usr" | cut -f 1)
sed "s/@VERSION@/$VERSION/; s/@ARCHITECTURE@/$(dpkg --print-architecture)/; s/@DEPENDS@/$libraries/; s/@SIZE@/$size/; \
	s/@MAINTAINER@/$maintainer/" \
	packaging/control >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"

chmod -R u+rwX,go+rX,go-w "$root"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$root" "$BUILD/deb/$name.deb" >/dev/null
rm -rf "$root" "$BUILD/deb/debian"
echo "$BUILD/deb/$name.deb"

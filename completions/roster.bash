# bash completion for roster; what could stand there is said by roster itself
# shellcheck shell=bash

_roster() {
	local program=${1/#\~/$HOME} current=${COMP_WORDS[COMP_CWORD]} at=$COMP_CWORD before='' line text
	case $program in
	*/roster-*) program=${program%/*}/roster ;;
	roster-*) program=roster ;;
	esac
	# bash cuts words at "=", and replaces only what stands behind the last one
	if [[ $current == = ]]; then
		before=${COMP_WORDS[at - 1]}=
		at=$((at - 1))
	fi
	while ((at > 1)) && [[ ${COMP_WORDS[at - 1]} == = ]]; do
		before=${COMP_WORDS[at - 2]}=$before
		at=$((at - 2))
	done
	COMPREPLY=()
	while IFS= read -r line; do
		text=${line%%$'\t'*}
		case $text in
		:files | :directories)
			compopt -o filenames
			local kind=-f name=${current#[\"\']}
			[[ $name != = ]] || name=
			[[ $text == :files ]] || kind=-d
			while IFS= read -r text; do
				COMPREPLY+=("$text")
			done < <(compgen "$kind" -- "$name")
			;;
		*)
			COMPREPLY+=("${text#"$before"}")
			[[ $text != *= ]] || compopt -o nospace
			;;
		esac
	done < <("$program" help --complete -- "${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)
}

# shellcheck disable=SC2046 # a list of names
complete -F _roster roster $(compgen -c roster-)

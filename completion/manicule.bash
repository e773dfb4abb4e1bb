# bash completion for manicule(1)

# _manicule_dossier: the dossier among the words typed so far, if any; the
# first may be a command.
_manicule_dossier() {
	local word
	for word in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
		if [[ -d $word || ($word == *.txt && -e $word) ]]; then
			printf '%s\n' "$word"
			return
		fi
	done
}

# _manicule_ids WHAT…: the ids that `manicule list` gives.
_manicule_ids() {
	local what dossier
	dossier=$(_manicule_dossier)
	for what in "$@"; do
		manicule list "$what" --format=json ${dossier:+"$dossier"} \
			2>/dev/null | grep -o '"id": *"[^"]*"' | cut -d '"' -f 4
	done
}

_manicule() {
	local cur prev words='' command=read word
	cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	COMPREPLY=()
	# bash splits --notes=margin at the sign.
	if [[ $cur == '=' ]]; then
		cur=
	elif [[ $prev == '=' ]]; then
		prev=${COMP_WORDS[COMP_CWORD-2]}
	fi
	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $word in
		read | print | list | check | search)
			command=$word
			break
			;;
		esac
	done
	case $prev in
	--color) words='auto always never' ;;
	--lang) words='en fr' ;;
	--layout) words='auto beside below' ;;
	--view) words='article articles claims voices sources matrix dates
		drift links problems marks outline help' ;;
	--config)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	--notes) words='margin foot inline none' ;;
	--claim) words=$(_manicule_ids claims) ;;
	--width) return ;;
	--format)
		case $command in
		list | check) words='text json' ;;
		*) words='text' ;;
		esac
		;;
	list) words='claims speakers sources articles points conflicts
		problems' ;;
	*)
		words='--help --version --color --ascii --linear --lang --config
			--unconfined'
		case $command in
		read) words+=' --claim --view --layout' ;;
		print) words+=' --notes --width --format' ;;
		list) words+=' --format' ;;
		check) words+=' --strict --format' ;;
		esac
		if [[ $cur != -* ]]; then
			words=
			((COMP_CWORD == 1)) && words='read print list check search'
			[[ $command == print ]] && ((COMP_CWORD > 1)) &&
				words=$(_manicule_ids articles claims speakers \
					sources points)
			mapfile -t COMPREPLY < <(compgen -d -- "$cur"
				compgen -f -X '!*.txt' -- "$cur")
		fi
		;;
	esac
	mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY \
		< <(compgen -W "$words" -- "$cur")
}

complete -o filenames -F _manicule manicule

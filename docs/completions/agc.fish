# Completion of agc for fish: install as share/fish/vendor_completions.d/agc.fish.

function __agc_uses
    __fish_seen_subcommand_from $argv
end

function __agc_samples
    for word in (commandline -opc)[3..-1]
        if test -f "$word"
            agc listset $word 2>/dev/null
            return
        end
    end
end

set -l write create append
set -l get getcol getset getctg
set -l list listref listset listctg info verify recover
set -l all $write $get $list

complete -c agc -n "not __agc_uses $all" -f -a create -d 'Make an archive from FASTA files'
complete -c agc -n "not __agc_uses $all" -f -a append -d 'Add samples to an archive'
complete -c agc -n "not __agc_uses $all" -f -a getcol -d 'Extract all samples'
complete -c agc -n "not __agc_uses $all" -f -a getset -d 'Extract samples'
complete -c agc -n "not __agc_uses $all" -f -a getctg -d 'Extract contigs or parts of them'
complete -c agc -n "not __agc_uses $all" -f -a listref -d 'Print the name of the reference sample'
complete -c agc -n "not __agc_uses $all" -f -a listset -d 'Print the names of all samples'
complete -c agc -n "not __agc_uses $all" -f -a listctg -d 'Print the names of the contigs of samples'
complete -c agc -n "not __agc_uses $all" -f -a info -d 'Print the parameters of an archive'
complete -c agc -n "not __agc_uses $all" -f -a verify -d 'Check whole archives'
complete -c agc -n "not __agc_uses $all" -f -a recover -d 'Save what is whole in a damaged archive'
complete -c agc -n "not __agc_uses $all" -s V -l version -d 'Print the version'

complete -c agc -s h -l help -d 'Print the options'
complete -c agc -n "__agc_uses $all" -s o -l output -r -d 'Where the output goes'
complete -c agc -n "__agc_uses $all" -s v -l verbosity -x -a '0 1 2' -d 'How much to tell on standard error'

complete -c agc -n "__agc_uses $write" -s i -l input-list -r -d 'File with further FASTA names'
complete -c agc -n "__agc_uses $write" -s c -l concatenated -d 'Every record is a sample'
complete -c agc -n "__agc_uses $write" -l pansn -d 'Every sample#haplotype is a sample'
complete -c agc -n "__agc_uses $write" -l level -x -a '1 2 3 4 5' -d 'Effort'
complete -c agc -n "__agc_uses $write" -l repeated -x -a 'error skip' -d 'Files and records whose sample or name is there already'
complete -c agc -n "__agc_uses $write" -l non-iupac -x -a 'error drop n' -d 'Other characters than nucleotide letters'
complete -c agc -n "__agc_uses $write listctg" -l digests -d 'Refget digests and MD5 of contigs'
complete -c agc -n "__agc_uses $write $get" -l check -d 'Compare with digests'
complete -c agc -n "__agc_uses $all" -s m -l memory -x -d 'Cap on memory'
complete -c agc -n "__agc_uses $write $get verify recover" -s t -l threads -x -d 'Working threads'
complete -c agc -n "__agc_uses $write" -s a -l adaptive -d 'Accepted for compatibility'
complete -c agc -n "__agc_uses $write" -s f -l fallback -x -d 'Accepted for compatibility'
complete -c agc -n "__agc_uses $write" -s d -l no-cmd-line -d 'Accepted for compatibility'

complete -c agc -n "__agc_uses create" -s b -l batch-size -x -d 'Samples and deltas per pack'
complete -c agc -n "__agc_uses create" -s k -l kmer -x -d 'k-mer length'
complete -c agc -n "__agc_uses create" -s l -l min-match -x -d 'Shortest match'
complete -c agc -n "__agc_uses create" -s s -l segment-size -x -d 'Aimed length of segments'

complete -c agc -n "__agc_uses $get" -s g -l gzip -x -d 'Gzip level'
complete -c agc -n "__agc_uses $get" -s l -l line-length -x -d 'Letters per line'
complete -c agc -n "__agc_uses $get listctg" -l name-format -x -d 'Header lines'
complete -c agc -n "__agc_uses $get" -s f -l fast -d 'Accepted for compatibility'
complete -c agc -n "__agc_uses $get" -s p -l no-prefetch -d 'Accepted for compatibility'
complete -c agc -n "__agc_uses $get" -s s -l streaming -d 'Accepted for compatibility'

complete -c agc -n "__agc_uses getcol" -s r -l no-reference -d 'Leave the reference sample out'
complete -c agc -n "__agc_uses getset" -l list -r -d 'File with further names'
complete -c agc -n "__agc_uses getctg" -s r -l regions -l list -r -d 'File with further queries'
complete -c agc -n "__agc_uses getctg" -l coords -x -a '0 1' -d 'Position of the first base'
complete -c agc -n "__agc_uses $list" -l json -d 'Print JSON'
complete -c agc -n "__agc_uses listctg" -l fai -d 'Print lines of a FASTA index'
complete -c agc -n "__agc_uses getset listctg" -a '(__agc_samples)'

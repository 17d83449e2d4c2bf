# Writes the C file FILE that defines program_sources (sim/base/program.h) from the sources under ROOT; run by
# the build whenever one of them has changed.
#   cmake -DROOT=... -DFILE=... -P scripts/sources.cmake
file(GLOB sources RELATIVE ${ROOT} ${ROOT}/sim/*/*.[ch])
list(FILTER sources EXCLUDE REGEX "^sim/cli/")
list(SORT sources)
set(all "")
foreach(source ${sources})
    file(SHA256 ${ROOT}/${source} checksum)
    string(APPEND all "${source} ${checksum}\n")
endforeach()
string(SHA256 checksum "${all}")
string(SUBSTRING ${checksum} 0 16 checksum)
file(WRITE ${FILE} "#include \"base/program.h\"\n\nconst uint64_t program_sources = UINT64_C(0x${checksum});\n")

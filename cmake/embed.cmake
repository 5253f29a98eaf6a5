# demarche_embed(TARGET SYMBOL FILE): puts the bytes of FILE into TARGET, 64-byte aligned and read-only, as
#   extern "C" const unsigned char SYMBOL[]; extern "C" const unsigned char SYMBOL_end[];
# The assembler's .incbin does it: the linker maps the file's bytes, nothing is parsed or copied at start.
function(demarche_embed target symbol file)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(WRITE ${out}.new
"    .section .rodata\n    .balign 64\n    .global ${symbol}\n    .global ${symbol}_end\n${symbol}:\n    .incbin \"${file}\"\n${symbol}_end:\n    .byte 0\n    .section .note.GNU-stack,\"\",%progbits\n")
  file(COPY_FILE ${out}.new ${out} ONLY_IF_DIFFERENT)
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS ${file} GENERATED TRUE)
  target_sources(${target} PRIVATE ${out})
endfunction()

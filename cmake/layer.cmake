# demarche_layer(NAME [LINKS earlier layers and libraries…])
# One static library of all .cpp files in the current folder. LINKS are the only layers it may include from.
function(demarche_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
endfunction()

function(demarche_layer name)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(demarche_${name} STATIC ${sources})
  target_include_directories(demarche_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(demarche_${name} PUBLIC ${ARG_LINKS})
  demarche_warnings(demarche_${name})
endfunction()

# Puts everything that the program needs beside itself into SHARE, as it will be installed.
# The fonts and the search library of the default theme come from its node_modules, filled by `npm ci`.
file(REMOVE_RECURSE ${SHARE})
file(MAKE_DIRECTORY ${SHARE}/themes)
file(COPY ${SOURCE}/themes/default DESTINATION ${SHARE}/themes
     PATTERN node_modules EXCLUDE PATTERN "package*.json" EXCLUDE PATTERN "*.mjs" EXCLUDE)
# What no theme and no repository can replace: the words and the panel of verdicts, the trainers' desk, and below the checking and
# the signing page.
file(COPY ${SOURCE}/themes/program/words ${SOURCE}/themes/program/panel.css ${SOURCE}/themes/program/desk.css DESTINATION ${SHARE}/program)
file(COPY ${SOURCE}/themes/program/write ${SOURCE}/themes/program/live DESTINATION ${SHARE}/program)
file(COPY ${SOURCE}/schema DESTINATION ${SHARE})
file(COPY ${SOURCE}/content/frameworks DESTINATION ${SHARE})
find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)
# The npm packages of a folder, by its lock file, unless they are there.
function(install_packages FOLDER)
  file(SHA256 ${FOLDER}/package-lock.json LOCK)
  set(INSTALLED "")
  if(EXISTS ${FOLDER}/node_modules/.lock-hash)
    file(READ ${FOLDER}/node_modules/.lock-hash INSTALLED)
  endif()
  if(NOT INSTALLED STREQUAL LOCK)
    execute_process(COMMAND ${NPM} ci --include=dev --no-audit --no-fund --ignore-scripts WORKING_DIRECTORY ${FOLDER}
                    COMMAND_ERROR_IS_FATAL ANY)
    file(WRITE ${FOLDER}/node_modules/.lock-hash ${LOCK})
  endif()
endfunction()
set(THEME ${SOURCE}/themes/default)
install_packages(${THEME})
execute_process(COMMAND ${NODE} ${THEME}/build-assets.mjs ${SHARE}/themes/default/assets COMMAND_ERROR_IS_FATAL ANY)
install_packages(${SOURCE}/themes/program)
execute_process(COMMAND ${NODE} ${SOURCE}/themes/program/build-verify.mjs ${SHARE}/program/verify.html COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${NODE} ${SOURCE}/themes/program/build-sign.mjs ${SHARE}/program COMMAND_ERROR_IS_FATAL ANY)

/// Claims about the scripts of the project: what they find, fetch, refuse and say.
@NullMarked
package io.breakwater.local.scripts;

import org.jspecify.annotations.NullMarked;

/// Published versions of the environment's functions: a deploy keeps the versions that it replaces, and
/// they are deleted when nothing can run on them any more.
@NullMarked
package io.breakwater.control.versions;

import org.jspecify.annotations.NullMarked;

/// The commands that the pages show, run as they are written.
@NullMarked
package io.breakwater.deploytest.docs;

import org.jspecify.annotations.NullMarked;

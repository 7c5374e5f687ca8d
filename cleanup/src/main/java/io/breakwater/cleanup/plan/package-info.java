/// What is to be removed, in which order, and what must hold before anything is.
@NullMarked
package io.breakwater.cleanup.plan;

import org.jspecify.annotations.NullMarked;

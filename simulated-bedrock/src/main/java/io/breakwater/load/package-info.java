/// What keeps small requests going beside large ones.
@NullMarked
package io.breakwater.load;

import org.jspecify.annotations.NullMarked;

/// What keeps small requests going beside large ones.
@NullMarked
package io.breakwater.local.load;

import org.jspecify.annotations.NullMarked;

/// Traffic as people know it, and by arithmetic what of it an environment can take. Nothing here is played.
@NullMarked
package io.breakwater.fleet.capacity;

import org.jspecify.annotations.NullMarked;

/// Traffic in the forms that people have, and how much of it an environment can take, by arithmetic.
/// Nothing here is played.
@NullMarked
package io.breakwater.fleet.capacity;

import org.jspecify.annotations.NullMarked;

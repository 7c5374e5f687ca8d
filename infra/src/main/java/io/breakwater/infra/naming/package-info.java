/// What all stacks share: names, tags, places, and how state is kept.
@NullMarked
package io.breakwater.infra.naming;

import org.jspecify.annotations.NullMarked;

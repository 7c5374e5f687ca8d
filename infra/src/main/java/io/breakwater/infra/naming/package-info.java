/// What every stack shares: names, tags, places, and how state is kept.
@NullMarked
package io.breakwater.infra.naming;

import org.jspecify.annotations.NullMarked;

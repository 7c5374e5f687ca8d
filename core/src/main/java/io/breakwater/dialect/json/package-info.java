/// Reading request bodies strictly: limits, syntax, and typed fields that know their own path.
@NullMarked
package io.breakwater.dialect.json;

import org.jspecify.annotations.NullMarked;

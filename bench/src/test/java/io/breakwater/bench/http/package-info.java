@NullMarked
package io.breakwater.bench.http;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.breakwater.bench.report;

import org.jspecify.annotations.NullMarked;

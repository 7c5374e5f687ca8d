/// Medians, spreads and ratios of a run, as a table or as JSON.
@NullMarked
package io.breakwater.bench.report;

import org.jspecify.annotations.NullMarked;

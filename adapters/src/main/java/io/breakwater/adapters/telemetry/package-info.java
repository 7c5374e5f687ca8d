/// The functions' metrics: embedded metrics, one JSON line for each request.
@NullMarked
package io.breakwater.adapters.telemetry;

import org.jspecify.annotations.NullMarked;

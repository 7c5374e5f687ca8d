/// The embedded run: front, functions, ledgers and the simulated Bedrock in one process.
@NullMarked
package io.breakwater.local.run;

import org.jspecify.annotations.NullMarked;

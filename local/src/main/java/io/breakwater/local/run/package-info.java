/// The embedded run: front server, functions, ledgers and the simulated Bedrock in one process.
@NullMarked
package io.breakwater.local.run;

import org.jspecify.annotations.NullMarked;

/// A simulated Amazon Bedrock runtime and STS on one loopback port, speaking the real wire protocol.
@NullMarked
package io.breakwater.simulated.bedrock;

import org.jspecify.annotations.NullMarked;

/// What Bedrock and each family of models refuse in a request: a reading of AWS's and the providers' pages of its own,
/// which shares nothing with what the gateway believes, so that two readings find each other's mistakes.
///
/// Messages are Bedrock's own where they have been seen; where not, they say the same in the same manner.
@NullMarked
package io.breakwater.simulated.bedrock.rules;

import org.jspecify.annotations.NullMarked;

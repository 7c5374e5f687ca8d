/// The requests that Bedrock and each family of models refuse: an independent reading of AWS's and the
/// providers' pages, which shares nothing with the gateway's own, so that two readings reveal each
/// other's mistakes.
///
/// Messages are Bedrock's own if they have been observed; the others imitate them.
@NullMarked
package io.breakwater.simulated.bedrock.rules;

import org.jspecify.annotations.NullMarked;

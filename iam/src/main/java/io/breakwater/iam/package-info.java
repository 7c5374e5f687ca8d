/// IAM policy documents: which of them IAM accepts, and what they allow.
@NullMarked
package io.breakwater.iam;

import org.jspecify.annotations.NullMarked;

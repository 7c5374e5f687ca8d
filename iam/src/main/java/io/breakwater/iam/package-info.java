/// IAM policy documents: what IAM takes, and what it allows.
@NullMarked
package io.breakwater.iam;

import org.jspecify.annotations.NullMarked;

/// Custom resources: CloudFormation's requests and their answers.
@NullMarked
package io.breakwater.adapters.stack;

import org.jspecify.annotations.NullMarked;

/// The languages clients speak, and their translation to and from the canonical form, Bedrock's Converse JSON.
@NullMarked
package io.breakwater.dialect;

import org.jspecify.annotations.NullMarked;

/// Identity of callers: API keys, their stored records, and the verdict on a presented key.
@NullMarked
package io.breakwater.identity;

import org.jspecify.annotations.NullMarked;

package io.breakwater.quota;

import java.util.function.Predicate;

/// Something in an item that time alone makes out of date, and that the next writer then sets anew: a bucket that has
/// run empty, an epoch that has passed. A stale image cannot tell whether another writer has done so already.
///
/// @param attribute what is set anew
/// @param shown whether an image shows it out of date
record Lapse(String attribute, Predicate<Image> shown) {

    boolean in(Image image) {
        return shown.test(image);
    }
}

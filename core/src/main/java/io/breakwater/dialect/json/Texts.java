package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/// How the text is had at which a parser stands.
interface Texts {
    /// As the parser copies it.
    Texts COPIED = parser -> {
        String text = parser.getText();
        return new Text(text, Utf8.hasLoneSurrogate(text));
    };

    Text at(JsonParser parser) throws IOException;

    /// @param broken whether it has half of a surrogate pair
    record Text(String value, boolean broken) {}
}

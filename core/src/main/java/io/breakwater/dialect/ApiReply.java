package io.breakwater.dialect;

import java.util.Map;
import java.util.TreeMap;

/// A whole HTTP answer: status, headers with lower-case names, body.
@SuppressWarnings("ArrayRecordComponent")
public record ApiReply(int status, Map<String, String> headers, byte[] body) {

    /// The same answer with further headers; those of the answer itself stay.
    public ApiReply with(Map<String, String> further) {
        Map<String, String> all = new TreeMap<>(further);
        all.putAll(headers);
        return new ApiReply(status, all, body);
    }
}

package io.breakwater.dialect;

import java.util.Map;
import java.util.TreeMap;

/// A whole HTTP answer: status, headers with lower-case names, body.
@SuppressWarnings("ArrayRecordComponent")
public record ApiReply(int status, Map<String, String> headers, byte[] body) {

    /// The same answer with further headers, which win over its own.
    public ApiReply with(Map<String, String> further) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(further);
        return new ApiReply(status, all, body);
    }
}

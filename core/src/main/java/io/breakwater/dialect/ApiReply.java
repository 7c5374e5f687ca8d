package io.breakwater.dialect;

import java.util.Map;

/// A whole HTTP answer: status, headers with lower-case names, body.
@SuppressWarnings("ArrayRecordComponent")
public record ApiReply(int status, Map<String, String> headers, byte[] body) {}

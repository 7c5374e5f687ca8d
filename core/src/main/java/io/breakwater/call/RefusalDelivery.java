package io.breakwater.call;

import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import java.io.IOException;

/// Tells one client why it gets no answer, in its dialect.
record RefusalDelivery(Exchange exchange, LiveClient client, RequestEvents events, Gateway.Parts parts) {

    /// A refusal by which no header of an answer is known yet.
    void refuse(Denial denial) {
        refuse(denial, AnswerHeaders.of(exchange));
    }

    void refuse(Denial denial, AnswerHeaders headers) {
        boolean all = denial.attempts() >= parts.rules().attempts();
        ApiReply reply = exchange.responder()
                .refuse(denial.refusal(), exchange.requestId())
                .with(headers.attempts(denial.attempts()).attemptsSpent(all).map());
        send(denial.refusal(), reply);
        events.refused(reply.status(), denial);
    }

    /// A client that has left gets no answer.
    private void send(Refusal refusal, ApiReply reply) {
        try {
            client.refuse(refusal, reply);
        } catch (IOException gone) {
            return;
        }
    }
}

package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.Topic;

/// SNS topics with their subscriptions.
record TopicRemover(Function<Place, SnsClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.TOPIC;
    }

    @Override
    public List<FoundResource> list(Place place) {
        SnsClient sns = clients.apply(place);
        return sns.listTopicsPaginator().topics().stream()
                .map(Topic::topicArn)
                .filter(arn -> CandidateNames.ours(name(arn)))
                .map(arn ->
                        new FoundResource(place, kind(), arn, name(arn), tags(sns, arn), arn, FoundResource.State.FREE))
                .toList();
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static Map<String, String> tags(SnsClient sns, String arn) {
        return NotFoundErrors.orElse(
                Map.of(),
                () -> CandidateNames.tags(
                        sns.listTagsForResource(list -> list.resourceArn(arn)).tags(), Tag::key, Tag::value));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(
                () -> clients.apply(found.place()).deleteTopic(delete -> delete.topicArn(found.id())));
    }
}

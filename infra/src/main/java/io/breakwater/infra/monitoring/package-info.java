/// Monitoring: metrics by name, alarms, a dashboard and a topic.
@NullMarked
package io.breakwater.infra.monitoring;

import org.jspecify.annotations.NullMarked;

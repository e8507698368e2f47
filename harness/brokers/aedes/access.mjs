// Who may do what with which topics: the neutral rules of a `broker:` section, as Breakwire's own
// laws read them (scenarios/broker_section.hpp).

/** Whether the topic filter matches the topic. MQTT 3.1.1 section 4.7. */
export function matches(filter, topic) {
  const wanted = filter.split('/')
  const levels = topic.split('/')
  // [MQTT-4.7.2-1]: a wildcard does not match the topics that begin with a dollar sign.
  if (topic.startsWith('$') && (wanted[0] === '#' || wanted[0] === '+')) return false
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return true
    if (i === levels.length) return false
    if (level !== '+' && level !== levels[i]) return false
  }
  return wanted.length === levels.length
}

/**
 * The filter with %c and %u replaced by the client's names; null if the rule cannot apply to this
 * client. A name that the client chose never widens a rule: a wildcard in it matches nothing, and a
 * slash allows nothing.
 */
export function withNames(filter, client, denies) {
  const forbidden = denies ? /[+#]/ : /[+#/]/
  let applies = true
  const named = filter.replace(/%[cu]/g, (word) => {
    const name = word === '%c' ? client.id : client.user
    if (name === undefined || forbidden.test(name)) applies = false
    return name
  })
  return applies ? named : null
}

function concerns(rule, client, topic) {
  return rule.topics.some((filter) => {
    if (rule.user !== undefined) return matches(filter, topic)
    const named = withNames(filter, client, rule.may === 'none')
    return named !== null && matches(named, topic)
  })
}

/** 'allow' or 'deny' if one of the rules says so, else null. */
function verdict(rules, access, client, topic) {
  const concerned = rules.filter((rule) => concerns(rule, client, topic))
  if (concerned.some((rule) => rule.may === 'none')) return 'deny'
  return concerned.some((rule) => rule.may === 'readwrite' || rule.may === access) ? 'allow' : null
}

/**
 * Whether `client` ({id, user}) has `access` ('read' or 'write') to the topic. The rules that name
 * the user decide first, then those of everybody; what no rule allows is denied. Without rules,
 * everybody may do everything.
 */
export function may(acl, access, client, topic) {
  if (acl.length === 0) return true
  const own = acl.filter((rule) => rule.user !== undefined && rule.user === client.user)
  const everybodys = acl.filter((rule) => rule.user === undefined)
  const said = verdict(own, access, client, topic) ?? verdict(everybodys, access, client, topic)
  return said === 'allow'
}

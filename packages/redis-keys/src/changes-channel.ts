/** The channel on which a server tells a tracking RESP2 connection of changed keys; its name is the server's. */
export const changesChannel = '__redis__:invalidate'

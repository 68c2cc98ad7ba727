import { testBotProcess } from '@tradingboost/bot-host/testing'

testBotProcess('hyperrsi')
